"""What the Python peers share: reading the two files of an evaluation, timing, memory, and the outcome that they write."""
import argparse
import json
import time


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--train", required=True, help="labelled lines to learn from")
    parser.add_argument("--test", required=True, help="labelled lines to predict; their labels are not read")
    parser.add_argument("--work", required=True, help="a folder for the model")
    parser.add_argument("--out", required=True, help="where the outcome goes, as JSON")
    parser.add_argument("--outside", default="", help="the label that means: no queue here")
    return parser


def text_of(line):
    """The text as raw as it was given: what a data team would feed it."""
    return line["text"] if "text" in line else line["subject"] + "\n" + line["body"]


def read_lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def peak_bytes():
    """The most memory this program has had. Not getrusage: its maximum is inherited from the program that started this one."""
    with open("/proc/self/status", encoding="ascii") as file:
        for line in file:
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    return 0


class Clock:
    """Seconds on the clock and of processor time since it was made."""

    def __init__(self):
        self.wall, self.processor = time.perf_counter(), time.process_time()

    def seconds(self):
        return time.perf_counter() - self.wall

    def processor_seconds(self):
        return time.process_time() - self.processor


def fastest_rate(run, items):
    """Items a second of the fastest of some passes, and what the first one gave: the first pass also warms up."""
    results, rate, spent = None, 0.0, 0.0
    for _ in range(5):
        clock = Clock()
        result = run()
        seconds = clock.seconds()
        results = result if results is None else results
        rate = max(rate, items / seconds)
        spent += seconds
        if spent > 2:
            break
    return results, rate


def write_outcome(path, outcome):
    with open(path, "w", encoding="utf-8") as file:
        json.dump(outcome, file)
