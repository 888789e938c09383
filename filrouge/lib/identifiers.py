"""Identifiers made by the application, so that a record created without a network keeps its key."""

import os
import threading
import time
import uuid

_lock = threading.Lock()
_last = 0


def uuid7() -> uuid.UUID:
    """A UUID version 7 (RFC 9562): 48 bits of milliseconds, then a counter, then chance.

    Later calls in one process give greater keys, also within one millisecond, so that rows made in
    order are stored and listed in order.
    """
    global _last
    with _lock:
        # 12 bits of sub-millisecond counter under the milliseconds
        now = (time.time_ns() // 1_000_000) << 12
        _last = max(now, _last + 1)
        ticks = _last
    milliseconds, counter = ticks >> 12, ticks & 0xFFF
    chance = int.from_bytes(os.urandom(8), "big") & ((1 << 62) - 1)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | counter << 64 | 0b10 << 62 | chance
    return uuid.UUID(int=value)
