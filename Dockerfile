# syntax=docker/dockerfile:1
# One image for every role: "acd run core", "acd run web", "acd init" and all the other commands are its arguments.
#
#   docker build --tag acdrouter:0.1.0 .
#   docker run --rm acdrouter:0.1.0 --help

# The minor version is pinned and the patch is not: a rebuild takes the framework's security fixes and nothing else.
ARG DOTNET=10.0

# The build runs on the machine's own architecture; what it makes runs on any, so that one build serves an image of several.
FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:${DOTNET} AS build
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 NUGET_PACKAGES=/packages
WORKDIR /source
COPY .editorconfig global.json Directory.Build.props Directory.Packages.props ./
COPY src/ src/
COPY samples/ samples/
RUN --mount=type=cache,target=/packages \
    dotnet publish src/Acd --configuration Release -p:UseAppHost=false --output /published

FROM mcr.microsoft.com/dotnet/aspnet:${DOTNET} AS final
LABEL org.opencontainers.image.title="AcdRouter" \
      org.opencontainers.image.description="The routing engine of a contact center"
# The root file system may be read-only: the program writes to its data folder and nowhere else. Without diagnostics the runtime
# needs no socket in the folder of temporary files either.
ENV DOTNET_EnableDiagnostics=0 \
    ACD_DATA=/data \
    ACD_URLS=http://0.0.0.0:8080
COPY --from=build /published /app
COPY --chmod=0555 deploy/health.sh /app/health.sh
# The image's own unprivileged user, by number, so that Kubernetes can see that it is not root. A volume made on /data is its.
RUN install --directory --mode=0700 --owner=${APP_UID} --group=${APP_UID} /data
USER ${APP_UID}:${APP_UID}
# Not /app: a relative path on a command line must not point into the program.
WORKDIR /data
VOLUME /data
EXPOSE 8080
# Alive, not ready: a container that waits for Redis is well, and starting it anew would not help. Kubernetes asks by its own probes.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 CMD ["/app/health.sh", "/health/live"]
# Exec form: the program is process 1 and gets SIGTERM itself.
ENTRYPOINT ["dotnet", "/app/acd.dll"]
CMD ["run"]
