"""Clusters, maps and the strategic diagram: worked by hand, and against scipy."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform

from cntext.measure.stats.callon import strategic
from cntext.measure.stats.clustering import clusters, modularity
from cntext.measure.stats.similarity import classical_scaling, distances, likeness


def symmetric(size, values):
    matrix = np.zeros((size, size))
    matrix[np.triu_indices(size, 1)] = values
    return matrix + matrix.T


def test_modularity_of_two_triangles_and_a_bridge():
    links = symmetric(6, [1, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 1, 1])
    labels = np.array([0, 0, 0, 1, 1, 1])
    # 7 links, 6 inside; each triangle holds 7 of 14 ends: 6/7 - 2 (1/2)² = 5/14.
    assert modularity(links, labels) == pytest.approx(5 / 14)
    assert modularity(links, np.zeros(6, int)) == pytest.approx(0)
    assert clusters(distances(links), links).tolist() == [0, 0, 0, 1, 1, 1]


def test_terms_without_links_stay_alone():
    links = symmetric(4, [1, 0, 0, 0, 0, 0])
    assert clusters(distances(links), links).tolist() == [0, 0, 1, 2]
    assert clusters(distances(links), links, number=1).tolist() == [0, 0, 0, 0]


def test_trees_are_those_of_scipy():
    rng = np.random.default_rng(0)
    for size in (5, 12, 30):
        gap = symmetric(size, rng.random(size * (size - 1) // 2))
        tree = hierarchy.linkage(squareform(gap), "average")
        for number in (2, 3, size // 2):
            ours = clusters(gap, 1 - gap, number)
            theirs = hierarchy.fcluster(tree, number, "maxclust")
            same = ours[:, None] == ours[None, :]
            assert np.array_equal(same, theirs[:, None] == theirs[None, :])


@given(st.lists(st.tuples(st.integers(-9, 9), st.integers(-9, 9)), min_size=2, max_size=8))
def test_points_of_a_plane_come_back_with_their_distances(points):
    plane = np.array(points, float)
    gap = np.linalg.norm(plane[:, None] - plane[None, :], axis=2)
    scaled = classical_scaling(gap)
    if not gap.any():
        assert scaled is None
        return
    found, share = scaled
    again = np.linalg.norm(found[:, None] - found[None, :], axis=2)
    assert again == pytest.approx(gap, abs=1e-5)
    assert share == pytest.approx(1)


def test_centrality_and_density_by_hand():
    # Two clusters of two and a term alone; links inside 0.4 and 0.2, between them 0.1.
    links = symmetric(5, [0.4, 0.1, 0, 0, 0, 0, 0.05, 0.2, 0, 0])
    found = strategic(links, np.array([0, 0, 1, 1, 2]))
    assert found.centrality == pytest.approx([10 * 0.15, 10 * 0.1, 10 * 0.05])
    assert found.density == pytest.approx([100 * 0.4 / 2, 100 * 0.2 / 2, 0])
    assert found.medians == pytest.approx((1.25, 15))
    assert found.quadrant == ("motor", "emerging", "")


def test_likeness_of_terms_that_occur_nowhere_is_none():
    found = likeness(np.array([[0, 0], [0, 3]]), 5)
    assert found.ochiai.tolist() == [[0, 0], [0, 1]]
    assert found.strength[1, 1] == pytest.approx(3 * 5 / 9)


def test_strength_beyond_one_is_scaled_to_distances():
    gap = distances(symmetric(3, [4.0, 2.0, 0.0]))
    assert gap[0].tolist() == [0, 0, 0.5]
    assert gap[1, 2] == 1


def test_points_on_a_line_have_no_second_coordinate():
    points = np.array([0.0, 0.1, 0.7, 3.0])
    found, share = classical_scaling(np.abs(points[:, None] - points[None, :]))
    assert found[:, 1].tolist() == [0, 0, 0, 0]
    assert share == pytest.approx(1)
