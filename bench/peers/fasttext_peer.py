"""The peer fastText: its own program, its settings chosen on a held-out tenth of the training data.

Debian: apt-get install fasttext. Run with /usr/bin/python3; only the standard library is needed.
"""
import os
import random
import re
import resource
import subprocess
import threading
import time

from labelled import Clock, arguments, read_lines, text_of, write_outcome

# Learning rates that are tried, from the middle one up or down as long as that helps. fastText divides a step by the words of a text, so that
# few and long mails need rates that would be absurd elsewhere, and many short ones low rates.
RATES = (0.02, 0.05, 0.15, 0.5, 1.5, 5.0, 15.0)
# Fewer and more passes over the data.
PASSES = (10, 40)
LONG_PASSES = (5, 15)
# Above so many letters in all a file counts as long.
LONG = 4_000_000
FIXED = ["-wordNgrams", "2", "-minn", "3", "-maxn", "5", "-dim", "100", "-bucket", "500000",
         "-thread", "1", "-seed", "1", "-verbose", "0"]


def words(text):
    """As fastText's own tutorial prepares text: lower case, punctuation apart, one line."""
    return " ".join(re.sub(r"([.!?,'/()\":;])", r" \1 ", text.lower()).split())


def prepare(train, folder):
    """Writes the training data whole, and once more in two parts. Streamed: this program's memory is not fastText's."""
    labels, letters, chance = {}, 0, random.Random(1)
    with open(f"{folder}/all.txt", "w", encoding="utf-8") as whole, \
            open(f"{folder}/part.txt", "w", encoding="utf-8") as part, \
            open(f"{folder}/held.txt", "w", encoding="utf-8") as held:
        for line in read_lines(train):
            place = labels.setdefault(line["label"], len(labels))
            text = f"__label__{place} {words(text_of(line))}\n"
            letters += len(text)
            whole.write(text)
            (held if chance.random() < 0.1 else part).write(text)
    return list(labels), letters


def fit(data, model, rate, passes):
    subprocess.run(["fasttext", "supervised", "-input", data, "-output", model, "-lr", str(rate), "-epoch", str(passes), *FIXED],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def right_share(model, data):
    said = subprocess.run(["fasttext", "test", f"{model}.bin", data], check=True, capture_output=True, text=True).stdout
    found = re.search(r"P@1\s+([\d.]+)", said)
    return float(found.group(1)) if found else 0.0


def tuned(folder, letters):
    """First the rate, at the fewer passes; then whether more passes at that rate are better."""
    few, many = LONG_PASSES if letters > LONG else PASSES
    place = len(RATES) // 2
    best = tried(folder, RATES[place], few)
    for step in (1, -1):
        start = place
        while 0 <= place + step < len(RATES):
            share = tried(folder, RATES[place + step], few)
            if share <= best:
                break
            best, place = share, place + step
        if place != start:
            break
    return RATES[place], (many if tried(folder, RATES[place], many) > best else few)


def tried(folder, rate, passes):
    try:
        fit(f"{folder}/part.txt", f"{folder}/try", rate, passes)
    except subprocess.CalledProcessError:
        return 0.0  # a rate too high ends in "NaN"
    return right_share(f"{folder}/try", f"{folder}/held.txt")


def predict(model, texts):
    """All answers, and items a second once the model is in memory: the first answer waits for it."""
    with subprocess.Popen(["fasttext", "predict-prob", f"{model}.bin", "-", "2"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True, encoding="utf-8") as program:
        program.stdin.write("a\n")
        program.stdin.flush()
        program.stdout.readline()
        started = time.perf_counter()

        def feed():
            # A line without any word would not be answered.
            program.stdin.write("".join(f"{words(text) or 'a'}\n" for text in texts))
            program.stdin.close()

        threading.Thread(target=feed).start()
        answers = [program.stdout.readline().split() for _ in texts]
        return answers, len(texts) / (time.perf_counter() - started)


def prediction(name, answer, labels, outside):
    ranked = [(labels[int(answer[at][len("__label__"):])], min(1.0, float(answer[at + 1]))) for at in range(0, len(answer), 2)]
    guess, probability = ranked[0] if ranked else (labels[0], 0.0)
    claim = next((share for label, share in ranked if label != outside), 0.0)
    return {"id": name, "guess": guess, "confidence": probability, "probability": probability, "claim": claim}


def main():
    options = arguments(__doc__).parse_args()
    tuning = Clock()
    labels, letters = prepare(options.train, options.work)
    rate, passes = tuned(options.work, letters)
    tune_seconds = tuning.seconds()

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    training = Clock()
    prepare(options.train, options.work)
    model = f"{options.work}/model"
    fit(f"{options.work}/all.txt", model, rate, passes)
    train_seconds = training.seconds()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = training.processor_seconds() + after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    lines = list(read_lines(options.test))
    answers, per_second = predict(model, [text_of(line) for line in lines])
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    write_outcome(options.out, {
        "settings": {"learning rate": rate, "passes": passes, "word pairs": "yes", "letters": "3-5"},
        "tuneSeconds": tune_seconds,
        "trainSeconds": train_seconds,
        "trainProcessorSeconds": processor,
        "itemsPerSecond": per_second,
        "trainPeakBytes": peak,
        "peakBytes": peak,
        "modelBytes": os.path.getsize(f"{model}.bin"),
        "predictions": [prediction(line["id"], answer, labels, options.outside) for line, answer in zip(lines, answers)],
    })


if __name__ == "__main__":
    main()
