"""The peer: Flask-SocketIO as its manual shows it, in the same mode under the same server; it stores and asks nothing."""

import os
from itertools import count

from flask import Flask
from flask_socketio import SocketIO, emit, join_room
from gunicorn.app.base import BaseApplication

app = Flask(__name__)
socketio = SocketIO(app, async_mode="threading", transports=["websocket"])
numbers = count(1)


@socketio.on("join")
def join(_: dict) -> dict:
    join_room("channel")
    return {"ok": True}


@socketio.on("post")
def post(body: dict) -> dict:
    seq = next(numbers)
    emit("entry", body | {"seq": seq}, to="channel")
    return {"ok": True, "seq": seq}


class Server(BaseApplication):
    """The product's own settings of gunicorn."""

    def load_config(self) -> None:
        threads = int(os.environ["THREADS"])
        chosen = {"bind": f"127.0.0.1:{os.environ['PORT']}", "worker_class": "gthread", "threads": threads,
                  "worker_connections": threads + 512, "graceful_timeout": 3, "loglevel": "warning"}  # fmt: skip
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return app


if __name__ == "__main__":
    Server().run()
