"""The demo items are complete, published everywhere, and the same each time."""

from tongban.catalogue.models import Item


def test_a_bureau_decides_where_powers_were_moved_and_the_department_regulates(items: list[Item]) -> None:
    food = Item.objects.get(catalog_item__code="990131001000", office__region__name="云城区")
    assert food.office.short_name == "行政审批局"
    assert food.regulating_office is not None
    assert food.regulating_office.short_name == "市监局"

    county = Item.objects.get(catalog_item__code="990131001000", office__region__name="望河县")
    assert (county.office.short_name, county.regulating_office) == ("市监局", None)
