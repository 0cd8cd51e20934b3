"""A STOMP client over TCP by stomp.py, driven line by line: JSON commands on stdin, JSON frames on stdout."""

import json
import os
import sys
import threading

import stomp


class Teller(stomp.ConnectionListener):
    def __init__(self):
        self.lock = threading.Lock()

    def tell(self, command, frame=None):
        line = {"command": command, "headers": frame.headers if frame else {}, "body": frame.body if frame else ""}
        with self.lock:
            print(json.dumps(line), flush=True)

    def on_connected(self, frame):
        self.tell("CONNECTED", frame)

    def on_message(self, frame):
        self.tell("MESSAGE", frame)

    def on_receipt(self, frame):
        self.tell("RECEIPT", frame)

    def on_error(self, frame):
        self.tell("ERROR", frame)

    def on_disconnected(self):
        self.tell("CLOSED")


def main():
    host, port = sys.argv[1], int(sys.argv[2])
    connection = stomp.Connection12([(host, port)], heartbeats=(10000, 10000), reconnect_attempts_max=1)
    connection.set_listener("teller", Teller())
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "connect":
            connection.connect(order["login"], order["passcode"], wait=False)
        elif order["do"] == "subscribe":
            connection.subscribe(order["destination"], id=order["id"], headers=order["headers"])
        elif order["do"] == "send":
            connection.send(order["destination"], order["body"], content_type="application/json", headers=order["headers"])
    os._exit(0)


main()
