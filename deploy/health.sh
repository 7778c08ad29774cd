#!/usr/bin/env bash
# Asks the program in this container how it is: health.sh [PATH [PORT]]. Exit code 0 for 200, else 1 with the answer's first line.
# The image has neither curl nor wget; bash can open a connection by itself.
set -u
path=${1:-/health/live} port=${2:-8080} status=""

exec 3<>"/dev/tcp/127.0.0.1/$port" || exit 1
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
IFS= read -r -t 2 status <&3
status=${status%$'\r'}
case $status in
  "HTTP/1.1 200"*) exit 0 ;;
  *) echo "$path: ${status:-no answer}"; exit 1 ;;
esac
