"""Houses that listen to a probe: a capability of the tests' own."""

import pytest

from branch.updates import Update
from handlers.kit import HANDLERS
from tests.conftest import Build
from tests.house.probes import Do, Probe
from tests.paper import PaperHouse


@pytest.fixture
def probe(monkeypatch: pytest.MonkeyPatch) -> Probe:
    """A capability that does as told."""
    probe = Probe()
    monkeypatch.setitem(HANDLERS, Do, probe.handler)
    monkeypatch.setitem(Update.catalog, Do.intent, Do)
    return probe


@pytest.fixture
def probed(either: PaperHouse, probe: Probe) -> PaperHouse:
    """A house on each database, with the probe for its ears."""
    either.house.intake.attendant.reader = probe
    return either


@pytest.fixture
def replicas(url: str, build: Build, probe: Probe) -> list[PaperHouse]:
    """Three houses on one database, each with connections and memory of its own."""
    houses = [build(url) for _ in range(3)]
    for house in houses:
        house.house.intake.attendant.reader = probe
    return houses
