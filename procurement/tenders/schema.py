"""The structured tender 招标项目: what ``tender.yaml`` may say, as checked, frozen data.

Keys are the outer contract (package format); a key may be added, never renamed.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BeforeValidator, Field, InstanceOf, SerializeAsAny, StringConstraints

from procurement.strict import ExactDecimal, Strict, Text
from procurement.tenders.rule_types import RuleParameters

Regime = Literal["government-procurement", "tendering"]
ObjectKind = Literal["goods", "services", "works"]
Method = Literal["comprehensive-score", "lowest-evaluated-price"]
CriterionKind = Literal["qualification", "objective", "subjective"]
Share = Annotated[ExactDecimal, Field(ge=0, le=1)]
Amount = Annotated[ExactDecimal, Field(gt=0)]
Points = Annotated[ExactDecimal, Field(ge=0)]


def _aware(value: Any) -> Any:
    """YAML reads an ISO time into a datetime and, with an offset, keeps it aware; text is parsed by pydantic."""
    return value.isoformat() if isinstance(value, datetime) else value


class Buyer(Strict):
    """The buyer 采购人."""

    name: Annotated[Text, StringConstraints(min_length=1)]
    id: Text = ""


class Adjustments(Strict):
    """Policy price deductions 价格扣除, as shares of the original price; what is left out is not granted."""

    small_micro: Share | None = None
    consortium_sme: Share | None = None
    domestic: Share | None = None


class AbnormallyLow(Strict):
    """Ratios under which a review of an abnormally low price 异常低价 starts (财库〔2026〕2号)."""

    of_mean: Share | None = None
    of_second_lowest: Share | None = None
    of_ceiling: Share | None = None


class Rounding(Strict):
    """Decimal places of scores and prices; always half up."""

    places: Annotated[int, Field(ge=0, le=6)] = 2


class Level(Strict):
    """One grade of a subjective criterion (优/良/一般) with its range of points."""

    label: Annotated[Text, StringConstraints(min_length=1)]
    lower: Points = Field(alias="from")
    upper: Points = Field(alias="to")


class CriterionSpec(Strict):
    """One evaluation criterion 评审因素."""

    code: Annotated[Text, StringConstraints(min_length=1, max_length=40)]
    title: Annotated[Text, StringConstraints(min_length=1)]
    kind: CriterionKind
    max_score: Points | None = None
    rule: SerializeAsAny[InstanceOf[RuleParameters]] | None = None
    guidance: Text = ""
    levels: tuple[Level, ...] = ()


class TenderSpec(Strict):
    """A tender as the package states it."""

    reference: Annotated[Text, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\s/\\]+$")]
    title: Annotated[Text, StringConstraints(min_length=1)]
    buyer: Buyer
    regime: Regime
    object: ObjectKind
    method: Method
    currency: Annotated[Text, StringConstraints(pattern=r"^[A-Z]{3}$")] = "CNY"
    budget: Amount
    ceiling: Amount | None = None
    bid_deadline: Annotated[AwareDatetime, BeforeValidator(_aware)]
    documents: tuple[Text, ...] = ()
    reserved_for_sme: bool = False
    adjustments: Adjustments = Adjustments()
    abnormally_low: AbnormallyLow = AbnormallyLow()
    rounding: Rounding = Rounding()
    seed: int = 0
    criteria: Annotated[tuple[CriterionSpec, ...], Field(min_length=1)]
    # Added keys: what the report must name (87号令 Art. 58(1)) and where the policy differs by place.
    announced_in: Text = ""
    opening_place: Text = ""
    jurisdiction: Text = ""

    def criterion(self, code: str) -> CriterionSpec:
        """The criterion of this code; ``KeyError`` when there is none."""
        for criterion in self.criteria:
            if criterion.code == code:
                return criterion
        raise KeyError(code)

    @property
    def price_limit(self) -> Decimal:
        """The ceiling 最高限价, or the budget where the tender sets none."""
        return self.ceiling if self.ceiling is not None else self.budget
