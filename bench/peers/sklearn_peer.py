"""The peer scikit-learn: TF-IDF of words, pairs and pieces of words, with a linear SVM or with logistic regression.

Debian: apt-get install python3-sklearn. Run with /usr/bin/python3.
"""
import pickle
import random
import warnings

import numpy as np
import sklearn
from sklearn.exceptions import ConvergenceWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.pipeline import FeatureUnion, make_pipeline
from sklearn.svm import LinearSVC

from labelled import Clock, arguments, fastest_rate, peak_bytes, read_lines, text_of, write_outcome

# C of the logistic regression is chosen among these by log loss on a held-out fifth of (at most so many) training texts.
COSTS = (10.0, 30.0, 100.0, 300.0)
TUNED_ON = 3000


def features():
    return FeatureUnion([
        ("words", TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, lowercase=True)),
        ("pieces", TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, lowercase=True)),
    ])


def logistic(cost):
    # liblinear: on held-out training texts as good as one softmax by saga, or better, and it is sure to converge.
    return LogisticRegression(C=cost, solver="liblinear", random_state=1)


def chosen_cost(texts, labels):
    places = list(range(len(texts)))
    random.Random(1).shuffle(places)
    places = places[:TUNED_ON]
    held, learnt = places[: len(places) // 5], places[len(places) // 5:]
    union = features()
    rows = union.fit_transform([texts[at] for at in learnt])
    known = set(labels[at] for at in learnt)
    held = [at for at in held if labels[at] in known]
    held_rows, truths = union.transform([texts[at] for at in held]), [labels[at] for at in held]
    losses = {}
    for cost in COSTS:
        model = logistic(cost).fit(rows, [labels[at] for at in learnt])
        losses[cost] = log_loss(truths, model.predict_proba(held_rows), labels=model.classes_)
    return min(losses, key=losses.get)


def main():
    parser = arguments(__doc__)
    parser.add_argument("--model", choices=["svm", "logistic"], required=True)
    options = parser.parse_args()
    warnings.simplefilter("ignore", ConvergenceWarning)

    tuning, settings = Clock(), {"version": sklearn.__version__, "C": 1.0}
    classifier = LinearSVC(C=1.0)
    if options.model == "logistic":
        lines = list(read_lines(options.train))
        settings["C"] = chosen_cost([text_of(line) for line in lines], [line["label"] for line in lines])
        classifier = logistic(settings["C"])
        del lines
    tune_seconds = tuning.seconds() if options.model == "logistic" else 0.0

    training = Clock()
    lines = list(read_lines(options.train))
    pipeline = make_pipeline(features(), classifier)
    pipeline.fit([text_of(line) for line in lines], [line["label"] for line in lines])
    del lines
    file = options.work + "/model.pickle"
    with open(file, "wb") as stream:
        pickle.dump(pipeline, stream, protocol=pickle.HIGHEST_PROTOCOL)
        model_bytes = stream.tell()
    train_seconds, train_processor = training.seconds(), training.processor_seconds()
    train_peak = peak_bytes()
    settings["columns"] = int(pipeline[-1].coef_.shape[1])

    items = sum(1 for _ in read_lines(options.test))
    predictions, rate = fastest_rate(lambda: predict(pipeline, options), items)
    write_outcome(options.out, {
        "settings": settings,
        "tuneSeconds": tune_seconds,
        "trainSeconds": train_seconds,
        "trainProcessorSeconds": train_processor,
        "itemsPerSecond": rate,
        "trainPeakBytes": train_peak,
        "peakBytes": peak_bytes(),
        "modelBytes": model_bytes,
        "predictions": predictions,
    })


def predict(pipeline, options):
    lines = list(read_lines(options.test))
    texts = [text_of(line) for line in lines]
    is_probability = hasattr(pipeline[-1], "predict_proba")
    scores = pipeline.predict_proba(texts) if is_probability else pipeline.decision_function(texts)
    classes = pipeline.classes_
    if scores.ndim == 1:
        scores = np.stack([-scores, scores], axis=1)
    inside = np.array([label != options.outside for label in classes])
    order = np.argsort(-scores, axis=1)[:, :2]
    best = np.take_along_axis(scores, order, axis=1)
    claims = scores[:, inside].max(axis=1)
    # Where items of no label were learnt as one more label, its own score tells them best.
    outside = None if inside.all() else scores[:, ~inside].max(axis=1)
    predictions = []
    for at, line in enumerate(lines):
        said = prediction(line["id"], classes[order[at, 0]], best[at], claims[at], is_probability)
        predictions.append(said if outside is None else {**said, "novelty": float(outside[at])})
    return predictions


def prediction(name, guess, best, claim, is_probability):
    """An SVM's surest sign of being right is the distance between its two best; it has no probability to offer."""
    if is_probability:
        return {"id": name, "guess": str(guess), "confidence": float(best[0]), "probability": float(best[0]), "claim": float(claim)}
    return {"id": name, "guess": str(guess), "confidence": float(best[0] - best[1]), "claim": float(claim)}


if __name__ == "__main__":
    main()
