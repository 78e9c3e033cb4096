"""The library's book of rooms made safe for threads: hundreds of sockets come and go at once after a restart."""

import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import socketio as library
from redis.exceptions import RedisError

LONGEST_PAUSE = 4


def one_at_a_time(name: str) -> Callable[..., Any]:
    """The library's own deed of that name, done while nobody else turns a page."""

    def deed(self: "Locked", *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return getattr(self.unlocked(), name)(*args, **kwargs)

    return deed


class Locked:
    """Every change of the book holds one lock; the library's own dictionaries lose entries without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = threading.RLock()

    def unlocked(self) -> Any:
        """The library's own book."""
        return super()

    pre_connect = one_at_a_time("pre_connect")
    connect = one_at_a_time("connect")
    pre_disconnect = one_at_a_time("pre_disconnect")
    basic_disconnect = one_at_a_time("basic_disconnect")
    basic_enter_room = one_at_a_time("basic_enter_room")
    basic_leave_room = one_at_a_time("basic_leave_room")

    def get_participants(self, namespace: str, room: str) -> Iterator[Any]:
        with self.book:
            return iter(list(self.unlocked().get_participants(namespace, room)))


class Rooms(Locked, library.Manager):
    """For a process that is alone."""


class SharedRooms(Locked, library.RedisManager):
    """For several: Redis carries what one publishes to the others. It may go and come back at any time."""

    def _redis_listen_with_retries(self) -> Iterator[Any]:
        """Listen again within seconds of its return; the library doubles its pause up to a minute."""
        subscribed = False
        while True:
            try:
                if not subscribed:
                    self._redis_connect()
                    self.pubsub.subscribe(self.channel)
                    subscribed = True
                yield from self.pubsub.listen()
            except (RedisError, OSError):
                subscribed = False
                self._get_logger().warning("Redis is away; pushes stay in this process")
                time.sleep(LONGEST_PAUSE)
