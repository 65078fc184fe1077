# A disk in memory, for nbdkit, that writes down every write and flush in the order it answers them.
# trace: | "W" | offset u64 | length u32 | bytes |  or  | "F" |    numbers big-endian
import os
import struct
import threading

API_VERSION = 2

image = None
trace = None
lock = threading.Lock()


def config(key, value):
    global image, trace
    if key == "size":
        image = bytearray(int(value))
    elif key == "trace":
        trace = os.open(value, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600)
    else:
        raise RuntimeError("unknown parameter " + key)


def config_complete():
    if image is None or trace is None:
        raise RuntimeError("size=BYTES and trace=FILE are required")


def note(record):
    done = 0
    while done < len(record):
        done += os.write(trace, record[done:])


def open(readonly):
    return 1


def get_size(h):
    return len(image)


def can_flush(h):
    return True


def can_multi_conn(h):
    return True


def pread(h, buf, offset, flags):
    with lock:
        buf[:] = image[offset : offset + len(buf)]


def pwrite(h, buf, offset, flags):
    with lock:
        note(b"W" + struct.pack(">QI", offset, len(buf)) + bytes(buf))
        image[offset : offset + len(buf)] = buf


def flush(h, flags):
    with lock:
        note(b"F")
