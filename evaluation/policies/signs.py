"""What each sign of the policy is called, for the people who set its weight."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAMILIES: dict[str, tuple[str, ...]] = {
    "text-reuse": ("text.",),
    "shared-error": ("error.",),
    "image-reuse": ("image.",),
    "document-origin": ("origin.",),
    "machine": ("machine.",),
    "network": ("network.",),
    "account": ("account.",),
    "contact": ("contact.",),
    "people": ("people.",),
    "ownership": ("ownership.",),
    "mixed-documents": ("mixed.",),
    "price-profile": ("price.profile",),
    "price-pattern": ("price.",),
    "benchmark-manipulation": ("benchmark.",),
    "history": ("history.",),
    "other-tenders": ("across.",),
    "evasion": ("evasion.",),
}
"""The detector that a sign belongs to, by the beginning of the sign's name."""

SIGNS: dict[str, str | Promise] = {
    "machine.mac": _("same network card (MAC)"),
    "machine.disk_serial": _("same disk serial"),
    "machine.mainboard": _("same mainboard serial"),
    "machine.software_lock": _("same pricing-software lock"),
    "machine.creation_code": _("same file-creation code"),
    "machine.cpu_id": _("same processor id"),
    "network.upload_ip": _("uploaded from one address"),
    "network.download_ip": _("downloaded from one address"),
    "network.crossed_ip": _("one uploads where the other downloads"),
    "network.close_in_time": _("from one address within a short time"),
    "account.deposit": _("deposits paid from one account"),
    "account.paid_by_other": _("one bidder's deposit paid by another"),
    "account.in_documents": _("same bank account in the documents"),
    "origin.id": _("same file id"),
    "origin.icv": _("same editing program id"),
    "origin.rsid": _("same editing sessions (rsid)"),
    "origin.rsid_of_template": _("same revision identifiers beside the same template"),
    "origin.author": _("same author of a file"),
    "origin.last_editor": _("last saved by the same person"),
    "origin.company": _("same company in the file"),
    "origin.created": _("created at the same moment"),
    "origin.template": _("same template"),
    "origin.font": _("same font subsets"),
    "origin.saved_in_turn": _("saved one right after the other"),
    "contact.phone": _("same stated phone"),
    "contact.email": _("same stated e-mail"),
    "contact.mail_domain": _("same mail domain of a firm"),
    "contact.address": _("same postal address"),
    "contact.phone_in_documents": _("same phone printed in the documents"),
    "contact.email_in_documents": _("same e-mail printed in the documents"),
    "contact.address_in_documents": _("same postal address printed in the documents"),
    "people.id": _("same person by ID number"),
    "people.name": _("same name of three characters or more"),
    "people.short_name": _("same name of two characters"),
    "people.common_name": _("same name, a common one"),
    "people.leading_role": _("the person leads on both sides"),
    "ownership.uscc": _("one credit code for two bidders"),
    "ownership.unsound_code": _("one credit code for two bidders, its check character wrong"),
    "ownership.bidder_holds_bidder": _("one bidder holds shares of the other"),
    "ownership.holder_id": _("same shareholder by ID number"),
    "ownership.holder_firm": _("same shareholding firm"),
    "ownership.holder_name": _("same shareholder by name"),
    "ownership.legal_representative": _("same legal representative"),
    "ownership.manages_other": _("one bidder's manager holds or leads the other"),
    "price.identical_items": _("identical priced items"),
    "price.part_of_items": _("prices that follow each other in part of the items"),
    "price.same_wrong_sum": _("same wrong sum"),
    "price.same_wrong_total": _("totals that miss their items by the same"),
    "price.profile": _("same profile of unbalanced prices"),
    "price.most": _("all price patterns together"),
    "mixed.name": _("another bidder's name in the documents"),
    "mixed.name_as_partner": _("another bidder named as customer, maker or partner"),
    "mixed.uscc": _("another bidder's credit code in the documents"),
    "mixed.phone": _("another bidder's phone in the documents"),
    "mixed.staff": _("another bidder's staff in the documents"),
    "image.identical": _("identical pictures"),
    "image.alike": _("pictures that look alike"),
    "error.slip": _("same slip"),
    "error.deviation": _("same departure from the tender's wording"),
    "error.clause": _("same wrong clause number"),
    "error.project": _("same forgotten project of another organisation"),
    "error.firm": _("same forgotten firm in the bidder's place"),
    "text.most": _("all shared passages together"),
    "text.reworded": _("all reworded passages together"),
    "text.most_without_tender": _("shared passages where no tender document is at hand"),
    "across.other_firm": _("text of another firm's earlier bid"),
    "across.both_bid": _("text of an earlier bid of a firm that bids here, too"),
    "history.pattern": _("a pattern in earlier bids"),
    "history.losing": _("one of them never wins"),
    "history.leaning": _("an expert leans to a bidder"),
    "benchmark.shift": _("a group moves the benchmark"),
    "evasion.hidden": _("hidden text"),
}


def sign_name(sign: str) -> str:
    """The sign in the reader's language; one without a name as it is."""
    return str(SIGNS.get(sign, sign))


def family(sign: str) -> str:
    """The detector that a sign belongs to; signs of an added detector stand under their own first word."""
    for detector, beginnings in FAMILIES.items():
        if sign.startswith(beginnings):
            return detector
    return sign.partition(".")[0]
