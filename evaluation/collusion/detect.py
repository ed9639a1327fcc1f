"""All detectors over one case: alerts in order of weight, and the rings they suggest."""

from __future__ import annotations

from collections.abc import Callable

from evaluation.collusion.alert import Alert, Case, CollusionResult
from evaluation.collusion.finding import Context, Finding
from evaluation.collusion.grouping import group
from evaluation.collusion.policy import DEFAULT, Policy
from evaluation.collusion.registry import all_detectors
from evaluation.collusion.weighing import families_that_speak

Progress = Callable[[str, int, int], None]


def detect(case: Case, *, policy: Policy = DEFAULT, progress: Progress | None = None) -> CollusionResult:
    """Signs of collusion 串通投标 among the bidders of a case.

    ``progress`` is told the detector at work, how many are done, and how many there are.  The result does not depend
    on the order of the bidders except that ``bidders`` of an alert keeps it.
    """
    context = Context(case, policy)
    speaking = families_that_speak(case)
    detectors = all_detectors()
    found: list[tuple[str, Finding]] = []
    for done, detector in enumerate(sorted(detectors, key=lambda d: (d.after, d.name))):
        if progress is not None:
            progress(detector.name, done, len(detectors))
        if detector.after and not context.suspects:
            context.suspects = tuple(g.bidders for g in group(_alerts(found, case, policy), policy, speaking))
        found += [(detector.name, finding) for finding in detector.detect(case, context)]
    if progress is not None:
        progress("", len(detectors), len(detectors))
    alerts = _alerts(found, case, policy)
    return CollusionResult(alerts, group(alerts, policy, speaking), speaking)


def _alerts(found: list[tuple[str, Finding]], case: Case, policy: Policy) -> tuple[Alert, ...]:
    """The findings by weight, numbered from 1."""
    order = sorted(found, key=lambda item: (-round(item[1].bits, 1), item[0], sorted(item[1].bidders)))
    return tuple(_alert(i, name, finding, case, policy) for i, (name, finding) in enumerate(order, 1))


def _alert(number: int, name: str, finding: Finding, case: Case, policy: Policy) -> Alert:
    bits = round(finding.bits, 1)
    return Alert(
        id=number,
        detector=name,
        bidders=finding.bidders,
        level=policy.level(bits),
        bits=bits,
        summary=finding.summary,
        basis=policy.articles(name, None if case.tender is None else case.tender.regime),
        evidence=finding.evidence,
        derivation=finding.derivation,
        limits=finding.limits,
        detail=finding.detail,
    )
