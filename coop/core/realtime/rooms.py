"""The library's book of rooms made safe for threads: hundreds of sockets come and go at once after a restart."""

import threading
import time
from collections.abc import Iterator
from typing import Any

import socketio as library
from redis.exceptions import RedisError

LONGEST_PAUSE = 4


class Locked:
    """Every change of the book holds one lock; the library's own dictionaries lose entries without."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.book = threading.RLock()

    def pre_connect(self, *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return super().pre_connect(*args, **kwargs)  # type: ignore[misc]

    def connect(self, *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return super().connect(*args, **kwargs)  # type: ignore[misc]

    def pre_disconnect(self, *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return super().pre_disconnect(*args, **kwargs)  # type: ignore[misc]

    def basic_disconnect(self, *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return super().basic_disconnect(*args, **kwargs)  # type: ignore[misc]

    def basic_enter_room(self, *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return super().basic_enter_room(*args, **kwargs)  # type: ignore[misc]

    def basic_leave_room(self, *args: Any, **kwargs: Any) -> Any:
        with self.book:
            return super().basic_leave_room(*args, **kwargs)  # type: ignore[misc]

    def get_participants(self, namespace: str, room: str) -> Iterator[Any]:
        with self.book:
            return iter(list(super().get_participants(namespace, room)))  # type: ignore[misc]


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
