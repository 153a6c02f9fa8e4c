"""Runs the samples that are named on stdin, each in a fork of a process that has loaded the SDK already.

For every line of input there is one line of output: {"out": what the sample printed, "error": why it failed, or ""}.
"""

import importlib
import io
import json
import os
import runpy
import sys
import traceback


def run(name):
    sys.stdout = out = io.StringIO()
    error = ""
    try:
        runpy.run_path(name, run_name="__main__")
    except BaseException:
        error = traceback.format_exc()
    return json.dumps({"out": out.getvalue(), "error": error})


sys.path.insert(0, os.getcwd())
for module in sys.argv[1:]:
    importlib.import_module(module)
for line in sys.stdin:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with os.fdopen(writer, "w") as pipe:
            pipe.write(run(line.strip()))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        print(pipe.read(), flush=True)
    os.waitpid(child, 0)
