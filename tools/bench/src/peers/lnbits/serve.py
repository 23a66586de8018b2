"""Serves LNbits in this one process, with the settings (JSON) that it is given; ends with who started it."""

import json
import os
import sys
import sysconfig
import threading

os.environ.update(json.loads(sys.argv[1]))
# LNbits looks for its own static files here.
os.chdir(sysconfig.get_path("purelib"))


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_parent, daemon=True).start()

import uvicorn  # noqa: E402

uvicorn.run("lnbits.__main__:app", host="127.0.0.1", port=0, loop="uvloop")
