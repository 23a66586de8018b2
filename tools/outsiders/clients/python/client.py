"""Plays one of Python's clients: `python client.py NAME WORLD`."""

import importlib
import json
import sys


def serve(calls):
    """Answers each call that comes as a line of JSON on stdin, until that ends."""
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            reply = {"answer": calls[asked["call"]](**asked["input"])}
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(f"\nanswer {json.dumps(reply)}", flush=True)


if __name__ == "__main__":
    name, world = sys.argv[1:]
    serve(importlib.import_module(f"play_{name}").calls(json.loads(world)))
