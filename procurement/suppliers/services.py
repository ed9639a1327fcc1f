"""Keeping what bids say about firms."""

from decimal import Decimal

from procurement.bids.schema import SupplierSpec
from procurement.suppliers.models import Relation, RelationKind, Supplier


def keep_supplier(spec: SupplierSpec) -> Supplier:
    """The supplier a bid names, made or brought up to date; relations are added and never taken away."""
    details = {
        "name": spec.name,
        "legal_representative": spec.legal_representative,
        "address": spec.address,
        "registered_capital": spec.registered_capital,
    }
    if spec.uscc:
        supplier, _created = Supplier.objects.update_or_create(uscc=spec.uscc[:18], defaults=details)
    else:
        supplier, _created = Supplier.objects.update_or_create(uscc="", name=spec.name, defaults=details)
    stated: list[tuple[RelationKind, str, Decimal | None]] = [
        (RelationKind.LEGAL_REPRESENTATIVE, spec.legal_representative, None)
    ]
    stated += [(RelationKind.SHAREHOLDER, holder.name, holder.share) for holder in spec.shareholders]
    stated += [(RelationKind.MANAGER, name, None) for name in spec.managers]
    stated += [(RelationKind.CONTACT, contact.name, None) for contact in spec.contacts]
    for kind, party, share in stated:
        if party:
            Relation.objects.update_or_create(
                supplier=supplier, kind=kind, party=party, defaults={"share": share}
            )
    return supplier
