"""Other ways to tell events apart, which ours is measured against in ``evaluation/events_run.py``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from evaluation.cluster_metrics import b_cubed
from summarize.training.event_sets import EventSet

Found = list[int]  # the cluster of each article
TOPIC_DIMENSIONS = 50


def baselines(one: EventSet) -> list[tuple[str, Found]]:
    """Other ways to cluster the set."""
    near = tfidf(one)
    similar = np.clip((near @ near.T).toarray(), 0.0, 1.0)
    result = [
        ("one per article", list(range(len(one.readings)))),
        ("all in one" if not any(one.topics) else "all of a topic in one", _numbered(one.topics)),
        ("TF-IDF agglomerative (oracle)", _best_cut(1.0 - similar, one.events)),
        ("HDBSCAN on TF-IDF", _hdbscan(1.0 - similar)),
    ]
    if one.opening is not None:
        cosine = np.clip(one.opening.astype(np.float64) @ one.opening.T.astype(np.float64), 0.0, 1.0)
        result.append(("MiniLM agglomerative (oracle)", _best_cut(1.0 - cosine, one.events)))
        result.append(("BERTopic-style topics", topics(one.opening)))
    return result


def topics(vectors: NDArray[Any]) -> Found:
    """Topic clusters as BERTopic makes them: embeddings made narrow, HDBSCAN over them, outliers to the nearest topic.

    BERTopic (Grootendorst 2022) narrows with UMAP unless told otherwise. Here its other choice, principal components,
    does it, which takes no further library: 50 of them, since 5, 15 and a spectral embedding (what UMAP starts from)
    of 5 or 30 dimensions tell fewer events of giveme5w1h apart. Where HDBSCAN finds no topic, each article is one.
    """
    from sklearn.cluster import HDBSCAN
    from sklearn.decomposition import PCA

    count = len(vectors)
    if count < 3:
        return list(range(count))
    width = min(TOPIC_DIMENSIONS, count - 1, vectors.shape[1])
    narrow = PCA(width, svd_solver="full").fit_transform(vectors.astype(np.float64))
    labels = HDBSCAN(min_cluster_size=2, copy=True).fit_predict(np.round(narrow, 6))
    if (labels < 0).all():
        return list(range(count))
    numbers = np.unique(labels[labels >= 0])
    centres = np.stack([vectors[labels == number].mean(axis=0) for number in numbers])
    centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-12)
    nearest = numbers[np.argmax(np.round(vectors @ centres.T, 5), axis=1)]
    return [int(label) for label in np.where(labels >= 0, labels, nearest)]


def _best_cut(distance: NDArray[np.float64], gold: Sequence[str]) -> Found:
    """Average linkage cut where B-cubed F1 is best: the best this baseline could do."""
    from scipy.cluster.hierarchy import average, fcluster
    from scipy.spatial.distance import squareform

    tree = average(squareform((distance + distance.T) / 2, checks=False))
    cuts = [list(map(int, fcluster(tree, cut, "distance"))) for cut in np.quantile(tree[:, 2], np.linspace(0, 1, 120))]
    return max(cuts, key=lambda found: b_cubed(found, gold).f1)


def _hdbscan(distance: NDArray[np.float64]) -> Found:
    from sklearn.cluster import HDBSCAN

    labels = HDBSCAN(min_cluster_size=2, metric="precomputed", copy=True).fit_predict(distance)
    return [int(label) if label >= 0 else -1 - at for at, label in enumerate(labels)]


def _numbered(items: Sequence[object]) -> Found:
    order = sorted({str(item) for item in items})
    return [order.index(str(item)) for item in items]


def tfidf(one: EventSet) -> Any:
    """TF-IDF of the raw texts, as a baseline would do it: words and pairs of words, sublinear, English stop words."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectoriser = TfidfVectorizer(sublinear_tf=True, stop_words="english", min_df=1, max_df=0.5)
    return vectoriser.fit_transform([reading.article.text for reading in one.readings])
