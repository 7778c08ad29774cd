"""Another service, in another language, with a stock client and no library of ours.

usage: service.py ADDRESS SITE CASE [ARGUMENT]; prints one JSON object.
"""
import json
import sys
import time
import uuid

import pika

PATIENCE = 30


class Service:
    def __init__(self, address, site):
        parameters = pika.URLParameters(address)
        self.user = parameters.credentials.username
        self.site = site
        self.connection = pika.BlockingConnection(parameters)
        self.answers = {}
        self.open()

    def open(self):
        """A channel; one that the broker has closed is replaced by another."""
        self.channel = self.connection.channel()
        self.channel.confirm_delivery()
        self.channel.basic_consume("amq.rabbitmq.reply-to", self._answered, auto_ack=True)

    def listen(self, key):
        queue = self.channel.queue_declare("", exclusive=True).method.queue
        self.channel.queue_bind(queue, "acd-events", key)
        self.heard = []
        self.channel.basic_consume(queue, self._heard, auto_ack=True)
        return queue

    def publish(self, kind, body, site=None, **properties):
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        given = dict(content_type="application/json", type=kind, user_id=self.user, correlation_id=str(uuid.uuid4()), reply_to="amq.rabbitmq.reply-to")
        given.update(properties)
        given = {name: value for name, value in given.items() if value is not None}
        self.channel.basic_publish("acd-services", site or self.site, raw, pika.BasicProperties(**given), mandatory=True)
        return given.get("correlation_id")

    def ask(self, kind, body, site=None, **properties):
        correlation = self.publish(kind, body, site, **properties)
        self.until(lambda: correlation in self.answers)
        kind, content_type, answer = self.answers.pop(correlation)
        return {"type": kind, "contentType": content_type, "answer": answer}

    def command(self, kind, **members):
        return self.ask(kind, {"commandId": str(uuid.uuid4()), "site": self.site, **members})

    def until(self, condition):
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise TimeoutError("nothing within %d s" % PATIENCE)
            self.connection.process_data_events(time_limit=0.2)

    def refused_by_broker(self, action):
        """What the broker says as it closes the channel; None where it does not."""
        try:
            action()
            return None
        except pika.exceptions.ChannelClosedByBroker as closed:
            self.open()
            return {"code": closed.reply_code, "text": closed.reply_text}

    def _answered(self, channel, method, properties, body):
        self.answers[properties.correlation_id] = (properties.type, properties.content_type, json.loads(body))

    def _heard(self, channel, method, properties, body):
        self.heard.append({
            "key": method.routing_key, "type": properties.type, "contentType": properties.content_type,
            "id": properties.message_id, "headers": properties.headers, "body": json.loads(body),
        })


def start(site, by="anna"):
    return {"commandId": str(uuid.uuid4()), "site": site, "by": by, "inviteAddresses": [], "language": None, "channel": None}


def hand_over(service):
    service.listen(service.site + ".*")
    started = service.ask("start-session", start(service.site))
    made = started["answer"]["made"]
    joined = service.command("join-session", number=made["number"], name="Zoe")
    moved = service.command("transfer-session", session=made["session"], by="anna", queue="second-line", agents=[], personalMessage="Be kind.")
    service.until(lambda: any(event["type"] == "request-queued" for event in service.heard))
    position = service.ask("show-position", {"site": service.site, "request": moved["answer"]["made"]["request"]})
    service.command("leave-session", session=made["session"], customer=joined["answer"]["made"]["customer"], assistant=None)
    service.until(lambda: any(event["type"] == "session-ended" for event in service.heard))
    return {"started": started, "joined": joined, "moved": moved, "position": position, "events": service.heard}


def replayed(service):
    body = start(service.site)
    first = service.ask("start-session", body)
    again = service.ask("start-session", body)
    other = service.ask("start-session", dict(body, by="boris"))
    return {"first": first["answer"], "again": again["answer"], "other": other["answer"]}


def unasked(service):
    """A refusal of the engine that nobody waits for."""
    service.listen(service.site + ".command-refused")
    body = start(service.site, by="nobody")
    service.publish("start-session", body, reply_to=None)
    service.until(lambda: any(event["body"]["commandId"] == body["commandId"] for event in service.heard))
    return service.heard[0]


def refused(service):
    """Everything that the program refuses, each answered by name; the last shows that it goes on."""
    site = service.site
    return {
        "large": service.ask("start-session", b" " * (64 * 1024 + 1)),
        "malformed": service.ask("start-session", b"{"),
        "member": service.ask("start-session", dict(start(site), by=7)),
        "unknown": service.ask("no-such-thing", start(site)),
        "closed": service.ask("configure-site", start(site)),
        "wrongSite": service.ask("start-session", start("other")),
        "nobody": service.ask("start-session", start(site), user_id=None),
        "envelope": service.ask("start-session", start(site), content_type="application/vnd.masstransit+json"),
        "nothing": service.ask("show-request", {"site": site, "request": str(uuid.uuid4())}),
        "last": service.ask("show-queues", {"site": site}),
    }


def nowhere(service):
    """A site that the user may address and nobody has configured."""
    return {"command": service.ask("start-session", start("nowhere"), site="nowhere"), "query": service.ask("show-queues", {"site": "nowhere"}, site="nowhere")}


def parked(service):
    """What cannot be answered, and then something that can."""
    site = service.site
    service.publish("start-session", b"{", reply_to=None)
    service.publish("start-session", start(site), reply_to="acd-partition-0")
    service.publish("start-session", start(site), reply_to="acd-service.somebody-else.answers")
    service.publish("start-session", b" " * (64 * 1024 + 1), reply_to=None)
    return {"last": service.ask("show-queues", {"site": site})}


def broker(service):
    """What the broker itself refuses, so that nothing of it reaches the program."""
    site, user = service.site, service.user
    declare = lambda name, **more: lambda: service.channel.exchange_declare(name, "topic", **more)
    queue = service.channel.queue_declare("", exclusive=True).method.queue
    publish = lambda to: lambda: service.channel.basic_publish(to, site, b"{}")
    bind = lambda key, exchange="acd-events": lambda: service.channel.queue_bind(service.channel.queue_declare("", exclusive=True).method.queue, exchange, key)
    results = {
        "otherSite": service.refused_by_broker(lambda: service.publish("start-session", start("other"), site="other")),
        "otherUser": service.refused_by_broker(lambda: service.publish("start-session", start(site), user_id="guest")),
        "otherEvents": service.refused_by_broker(bind("other.*")),
        "allEvents": service.refused_by_broker(bind("#")),
        "eventsBelow": service.refused_by_broker(bind(site + ".#")),
        "othersMessages": service.refused_by_broker(bind(site, "acd-services")),
        "news": service.refused_by_broker(bind("", "acd-news")),
        "exchange": service.refused_by_broker(declare("acd-service.%s.mine" % user)),
        "alternate": service.refused_by_broker(declare("acd-service.%s.mine" % user, arguments={"alternate-exchange": "acd-services"})),
        "default": service.refused_by_broker(lambda: service.channel.basic_publish("", "acd-partition-0", b"{}")),
        "partition": service.refused_by_broker(publish("acd-partition-0")),
        "ownQueue": service.refused_by_broker(lambda: service.channel.queue_declare("acd-service.%s.mine" % user)),
        "readPartition": service.refused_by_broker(lambda: service.channel.basic_consume("acd-partition-0", lambda *_: None)),
        "readErrors": service.refused_by_broker(lambda: service.channel.basic_consume("acd-partition-0_error", lambda *_: None)),
    }
    # Own events, sent on by the broker to another site's partition: not stopped by it, and nobody vouches for them.
    stray = service.channel.queue_declare("", exclusive=True, arguments={
        "x-message-ttl": 0, "x-dead-letter-exchange": "acd-services", "x-dead-letter-routing-key": "other"}).method.queue
    service.channel.queue_bind(stray, "acd-events", site + ".session-started")
    told = service.channel.queue_declare("", exclusive=True).method.queue
    service.channel.queue_bind(told, "acd-events", site + ".session-started")
    results["last"] = service.ask("start-session", start(site, by="boris"))
    # The event follows the answer, and both queues go with this connection.
    service.until(lambda: service.channel.basic_get(told, auto_ack=True)[0] is not None)
    return results


def copied(service):
    """A copy to another site, of which some brokers do not check the key."""
    answers = []
    closed = service.refused_by_broker(lambda: answers.append(service.ask("start-session", start("other"), headers={"CC": ["other"]})))
    return closed or answers[0]


def durable(service, queue):
    """Reads what was kept while nobody listened, and has an answer sent to a queue that outlives the connection."""
    started = service.ask("start-session", start(service.site, by="carla"))
    kept = []
    for method, properties, body in service.channel.consume(queue + ".events", inactivity_timeout=PATIENCE):
        kept.append(properties.type)
        service.channel.basic_ack(method.delivery_tag)
        if properties.type == "session-started":
            break
    service.channel.cancel()
    service.publish("show-queues", {"site": service.site}, reply_to=queue + ".answers")
    for method, properties, body in service.channel.consume(queue + ".answers", inactivity_timeout=PATIENCE):
        service.channel.basic_ack(method.delivery_tag)
        return {"kept": kept, "answer": properties.type, "started": started}


if __name__ == "__main__":
    address, site, case, *rest = sys.argv[1:]
    cases = {each.__name__: each for each in (hand_over, replayed, unasked, refused, nowhere, parked, broker, copied, durable)}
    print(json.dumps(cases[case](Service(address, site), *rest)))
