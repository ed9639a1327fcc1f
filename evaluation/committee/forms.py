"""The forms of the committee's pages."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from evaluation.committee.corrections import Correction
from evaluation.committee.models import Ground, Verdict
from evaluation.committee.papers import Paper, PaperError, paper
from evaluation.scoring import law
from procurement.bids.models import Bid
from procurement.people.forms import HouseForm
from procurement.tenders.models import Criterion, Tender

USUAL_TIME = timedelta(hours=1)


class MomentInput(forms.DateTimeInput):
    """A moment to the minute, as browsers pick it."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class AskForm(HouseForm):
    """A written question to one bidder."""

    ground = forms.ChoiceField(
        label=_("Why is the bidder asked?"),
        choices=[choice for choice in Ground.choices if choice[0] != Ground.CORRECTION],
    )
    criterion = forms.ModelChoiceField(
        queryset=Criterion.objects.none(),
        label=_("Criterion"),
        required=False,
        empty_label=_("none in particular"),
    )
    document = forms.ChoiceField(label=_("Document of the bid"), required=False)
    page = forms.IntegerField(label=_("Page"), required=False, min_value=1, max_value=100_000)
    question = forms.CharField(
        label=_("Question"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Goes to the bidder word for word; the experts read it too. Ask openly: hint at no answer, and mention "
            "neither scores nor suspicions."
        ),
    )  # fmt: skip
    deadline = forms.DateTimeField(
        label=_("Answer in writing until"), widget=MomentInput(),
        help_text=_("To explain a low price a bidder normally has 30 minutes or more."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, tender: Tender, bid: Bid, correction: Correction | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.correction = correction
        self.fields["criterion"].queryset = tender.criteria.all()  # type: ignore[attr-defined]
        names = bid.documents.values_list("name", flat=True)
        self.fields["document"].choices = [("", _("none in particular")), *((n, n) for n in names)]  # type: ignore[attr-defined]
        self.fields["deadline"].initial = timezone.localtime(timezone.now() + USUAL_TIME)
        if correction is not None:
            for name in ("ground", "criterion", "document", "page"):
                del self.fields[name]
            self.fields["question"].initial = _asked(correction, tender)

    @property
    def corrected(self) -> Decimal | None:
        """The price to confirm."""
        return self.correction.corrected if self.correction else None


def _asked(correction: Correction, tender: Tender) -> str:
    """The words of the question, with the article where the tender's regime has one for it."""
    figures = {"quoted": f"{correction.quoted:,f}", "corrected": f"{correction.corrected:,f}"}
    if tender.regime == law.GOVERNMENT:
        return (
            gettext(
                "Your bid states %(quoted)s yuan in one place and %(corrected)s yuan in another. By Art. 59 of Decree 87 "
                "the latter prevails once you confirm it in writing. Do you confirm the corrected price of %(corrected)s "
                "yuan?"
            )
            % figures
        )
    return (
        gettext(
            "Your bid states %(quoted)s yuan in one place and %(corrected)s yuan in another. Do you confirm the corrected "
            "price of %(corrected)s yuan in writing?"
        )
        % figures
    )


class ReplyForm(HouseForm):
    """The bidder's answer."""

    text = forms.CharField(
        label=_("Words of the answer"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The experts read these words; they take no files away."),
    )  # fmt: skip
    paper = forms.FileField(
        label=_("Signed or sealed paper"), required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg,application/pdf,image/png,image/jpeg"}),
        help_text=_("PDF, PNG or JPEG, at most 20 MB."),
    )  # fmt: skip
    received_at = forms.DateTimeField(label=_("Received"), widget=MomentInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["received_at"].initial = timezone.localtime(timezone.now())

    def clean_paper(self) -> Paper | None:
        """Told by its content."""
        file: UploadedFile | None = self.cleaned_data["paper"]
        if file is None:
            return None
        try:
            return paper(file.name or "", file.read())
        except PaperError as error:
            raise forms.ValidationError(error.message.render(gettext)) from error


class JudgeForm(HouseForm):
    """What the committee makes of it."""

    verdict = forms.ChoiceField(label=_("The committee finds"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reason"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It goes into the report and the ledger."),
    )  # fmt: skip

    def __init__(self, *args: Any, ground: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted, refused, invalid = _findings(ground)
        self.fields["verdict"].choices = [  # type: ignore[attr-defined]
            (Verdict.ACCEPTED.value, accepted),
            (Verdict.REFUSED.value, refused),
            *([(Verdict.INVALID.value, invalid)] if invalid else []),
            (Verdict.WITHDRAWN.value, _("the question is withdrawn")),
        ]


def _findings(ground: str) -> tuple[Any, Any, Any]:
    """What may be found on this ground: accepted, not accepted, and the bid held invalid where the law has that."""
    if ground == Ground.CORRECTION:
        return (
            _("the bidder has confirmed the corrected price, which is evaluated from now on"),
            _("the bidder has not confirmed it"),
            _("the bidder has not confirmed it, and the committee holds the bid invalid"),
        )
    if ground == Ground.LOW_PRICE:
        return (
            _("accepted: the bidder has shown that the price is reasonable"),
            _("not accepted"),
            _("the bidder cannot show it, and the committee holds the bid invalid"),
        )
    return (
        _("accepted: it stays within the bid and leaves its substance as it is"),
        _("not accepted: no answer, or it goes beyond the bid or changes its substance"),
        None,
    )


class OpinionForm(HouseForm):
    """A member's signature or dissent."""

    opinion = forms.ChoiceField(
        label=_("Your opinion"), widget=forms.RadioSelect,
        choices=[("agree", _("I agree with the result and sign it")), ("dissent", _("I dissent, for the reason below"))],
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason for dissenting"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It is printed in the report, under your name."),
    )  # fmt: skip
