"""The plans of the demo companies: invented names, and amounts in each company's base currency."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Habit = Literal["prompt", "late", "halves", "statement", "wire", "retainer", "never"]
"""How a customer pays: before the due date, weeks after it, in two halves, a whole month at once, less the bank's fee,
from money paid in advance, or not any more since spring."""

RATES = {
    "USD": "1.0838 1.0912 1.1021 1.0954 1.0876 1.0790 1.0835 1.0927 1.1043 1.1108 1.1012 1.0961 1.1025",
    "GBP": "0.8541 0.8562 0.8495 0.8430 0.8388 0.8352 0.8401 0.8447 0.8519 0.8574 0.8603 0.8552 0.8527",
}
"""Invented: what one euro was worth in each month of the year."""


@dataclass(frozen=True)
class Customer:
    """A customer gets an invoice every `every` weeks, in the company's currency unless it has its own. `tax` is the
    name of its tax rate, or empty."""

    name: str
    email: str
    habit: Habit
    every: int
    tax: str = ""
    terms: int = 30
    address: str = ""
    currency: str | None = None


@dataclass(frozen=True)
class Item:
    """Something to sell: the account, the lowest and the highest price, the greatest quantity, and its unit."""

    description: str
    account: str
    low: int
    high: int
    quantity: int
    unit: str = ""


@dataclass(frozen=True)
class Vendor:
    """A vendor sends a bill on the day `day` of each `every`th month."""

    name: str
    email: str
    description: str
    account: str
    low: int
    high: int
    day: int
    every: int = 1
    tax: str = ""
    terms: int = 30


@dataclass(frozen=True)
class Tax:
    name: str
    percent: str
    is_inclusive: bool = False
    components: tuple[tuple[str, str], ...] = ()
    """The names and percentages of several components, or none."""
    boxes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """One company's year. `opening` are the opening balances, credits negative. The other amounts are monthly."""

    name: str
    base_currency: str
    chart: str
    time_zone: str
    taxes: tuple[Tax, ...]
    customers: tuple[Customer, ...]
    items: tuple[Item, ...]
    vendors: tuple[Vendor, ...]
    opening: dict[str, int]
    salaries: int
    depreciation: int
    interest: int
    two_person_approval: bool = False
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The options of the tracking category `Department`, each with the customers and vendors that it deals with."""
    abroad: Customer | None = None
    """A customer in another country, if the company also has money there."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What documents say of the company (`Company.DETAILS`)."""


SALES_TAX, COUNTER_PRICE = "Sales tax 8.25%", "Sales tax 8.25%, in the price"
VAT, VAT_IN_PRICE = "VAT 20%", "VAT 20%, in the price"
STATE_AND_LOCAL = (("State", "6.25"), ("Local", "2"))
VAT_BOXES = {"sales_net": "6", "sales_tax": "1", "purchase_net": "7", "purchase_tax": "4"}

TRADING = Plan(
    name="Harbor Lane Trading LLC",
    base_currency="USD",
    chart="general",
    time_zone="America/New_York",
    taxes=(Tax(SALES_TAX, "8.25", components=STATE_AND_LOCAL), Tax(COUNTER_PRICE, "8.25", is_inclusive=True)),
    customers=(
        Customer("Pinecrest Hardware", "accounts@pinecrest.example", "prompt", 6, address="14 Mill Road, Portland, ME"),
        Customer("Maple & Main Grocers", "ap@mapleandmain.example", "statement", 4, address="2 Main Street, Bath, ME"),
        Customer("Oyster Bay Hotels", "payables@oysterbay.example", "late", 8, address="300 Ocean Avenue, Newport, RI"),
        Customer("Tidewater Restaurants", "office@tidewater.example", "statement", 6),
        Customer("Granite State Outfitters", "ap@granitestate.example", "wire", 10),
        Customer("Lighthouse Gift Shops", "books@lighthouse.example", "halves", 8),
        Customer("Fairhaven School District", "purchasing@fairhaven.example", "late", 13, terms=45),
        Customer("Copper Kettle Cafés", "hello@copperkettle.example", "retainer", 6, SALES_TAX),
        Customer("Dockside Showroom", "showroom@harborlane.example", "prompt", 5, COUNTER_PRICE, terms=7),
        Customer("Beacon Hill Interiors", "studio@beaconhill.example", "prompt", 8, SALES_TAX, terms=14),
        Customer("Quarry Street Market", "owner@quarrystreet.example", "never", 14),
    ),
    items=(
        Item("Stoneware dinner set, 12 pieces", "4010", 78, 96, 90, "set"),
        Item("Cast iron skillet, 10 inch", "4010", 29, 38, 220),
        Item("Linen table runner", "4010", 18, 26, 180),
        Item("Oak serving board", "4010", 34, 44, 130),
        Item("Enamel kettle, 2 quart", "4010", 42, 55, 140),
        Item("Gift wrapping and packing", "4020", 95, 160, 2),
        Item("Delivery within New England", "4020", 120, 240, 2),
    ),
    vendors=(
        Vendor("Brunswick Property Group", "rent@brunswick.example", "Warehouse rent", "6100", 4800, 4800, 1, terms=5),
        Vendor("Hollis Pottery Works", "orders@hollis.example", "Stoneware, assorted", "5000", 11200, 15400, 4),
        Vendor("Ironbridge Foundry", "sales@ironbridge.example", "Cast iron cookware", "5000", 6900, 9800, 9, every=2),
        Vendor("Cascade Linen Mills", "ar@cascadelinen.example", "Linen goods", "5000", 1800, 3200, 12, every=3),
        Vendor("Coastal Freight Lines", "billing@coastal.example", "Inbound freight", "5200", 1850, 2950, 15, every=2),
        Vendor("Northern Light & Power", "billing@nlp.example", "Electricity", "6110", 610, 960, 18, every=2, terms=21),
        Vendor("Paperbark Software", "billing@paperbark.example", "Software", "6210", 1167, 1167, 3, every=3, terms=14),
        Vendor("Kestrel Insurance", "premiums@kestrel.example", "Business insurance", "6500", 2140, 2140, 20, every=3),
        Vendor("Wren & Okafor CPAs", "office@wrenokafor.example", "Bookkeeping review", "6610", 950, 1400, 22, every=3),
        Vendor("Bright Signal Media", "ap@brightsignal.example", "Advertising", "6300", 600, 1900, 25, every=3),
    ),
    opening={"1000": 64000, "1010": 25000, "1200": 38500, "1510": 12400, "1530": 31800, "1590": -14200, "2500": -45000},
    salaries=11800,
    depreciation=735,
    interest=225,
    departments={
        "Wholesale": (
            "Pinecrest Hardware",
            "Maple & Main Grocers",
            "Oyster Bay Hotels",
            "Tidewater Restaurants",
            "Granite State Outfitters",
            "Fairhaven School District",
            "Copper Kettle Cafés",
            "Quarry Street Market",
            "Galerie Lindner GmbH",
            "Hollis Pottery Works",
            "Ironbridge Foundry",
        ),
        "Showroom": (
            "Lighthouse Gift Shops",
            "Dockside Showroom",
            "Beacon Hill Interiors",
            "Cascade Linen Mills",
            "Bright Signal Media",
        ),
        "Warehouse": ("Brunswick Property Group", "Coastal Freight Lines", "Northern Light & Power"),
        "Office": ("Paperbark Software", "Wren & Okafor CPAs"),
    },
    abroad=Customer(
        name="Galerie Lindner GmbH",
        email="rechnung@galerie-lindner.example",
        habit="halves",
        every=0,
        address="Lange Straße 8, 20095 Hamburg",
        currency="EUR",
    ),
    details={
        "address": "4 Harbor Lane\nPortland, ME 04101\nUSA",
        "tax_number": "01-2345678",
        "email": "billing@harborlane.example",
        "phone": "+1 207 555 0142",
        "payment_details": "First Bank of Maine\nRouting 011200365, account 1234567",
    },
)

LOGISTICS = Plan(
    name="Harbor Lane Logistics Inc.",
    base_currency="USD",
    chart="general",
    time_zone="America/New_York",
    taxes=(Tax(SALES_TAX, "8.25", components=STATE_AND_LOCAL),),
    customers=(
        Customer("Harbor Lane Trading LLC", "ap@harborlane.example", "statement", 6),
        Customer("Juniper Wholesale", "payables@juniper.example", "prompt", 7),
        Customer("Redwood Furniture Imports", "ap@redwoodimports.example", "late", 9),
        Customer("Saltmarsh Seafood", "office@saltmarsh.example", "halves", 9),
        Customer("Vantage Medical Supply", "ap@vantagemedical.example", "wire", 10),
    ),
    items=(
        Item("Pallet storage for a month", "4020", 16, 19, 420, "pallet"),
        Item("Truckload, Boston to Newark", "4020", 1150, 1480, 9, "load"),
        Item("Local delivery", "4020", 62, 88, 90, "stop"),
        Item("Customs handling", "4020", 140, 210, 8),
    ),
    vendors=(
        Vendor("Seaport Terminals", "leasing@seaport.example", "Depot lease", "6100", 5200, 5200, 1, terms=5),
        Vendor("Anchor Fuel", "fleet@anchorfuel.example", "Diesel", "6420", 1900, 3100, 7, every=2, terms=14),
        Vendor("Roadworthy Truck Service", "shop@roadworthy.example", "Maintenance", "6120", 380, 1700, 16, every=3),
        Vendor("Kestrel Insurance", "premiums@kestrel.example", "Fleet insurance", "6500", 3250, 3250, 20, every=3),
        Vendor("Signalwave Telecom", "bills@signalwave.example", "Telephone", "6220", 640, 810, 11, every=3, terms=21),
    ),
    opening={"1000": 41000, "1530": 96000, "1590": -22000, "2500": -60000},
    salaries=14600,
    depreciation=1600,
    interest=310,
    two_person_approval=True,
    details={"address": "77 Seaport Boulevard\nBoston, MA 02210\nUSA", "tax_number": "04-7654321"},
)

STUDIO = Plan(
    name="Bluebird Studio Ltd",
    base_currency="GBP",
    chart="vat",
    time_zone="Europe/London",
    taxes=(Tax(VAT, "20", boxes=VAT_BOXES), Tax(VAT_IN_PRICE, "20", is_inclusive=True, boxes=VAT_BOXES)),
    customers=(
        Customer("Marlow & Finch Publishing", "accounts@marlowfinch.example", "prompt", 6, VAT),
        Customer("Ashdown Theatre", "finance@ashdown.example", "late", 9, VAT),
        Customer("Kingfisher Teas", "hello@kingfisherteas.example", "halves", 9, VAT),
        Customer("Print shop counter", "shop@bluebird.example", "prompt", 6, VAT_IN_PRICE, terms=7),
    ),
    items=(
        Item("Design", "4020", 480, 620, 12, "day"),
        Item("Illustration", "4020", 350, 900, 4),
        Item("Art print, framed", "4010", 65, 140, 20),
    ),
    vendors=(
        Vendor("Foundry Lane Workspaces", "rent@foundrylane.example", "Studio rent", "6100", 1650, 1650, 1, 1, VAT, 7),
        Vendor("Hartley Papers", "sales@hartley.example", "Paper and frames", "5000", 220, 640, 10, 2, VAT),
        Vendor("Paperbark Software", "billing@paperbark.example", "Design software", "6210", 354, 354, 3, 3, VAT, 14),
    ),
    opening={"1000": 18500, "1520": 7400, "1590": -2300},
    salaries=4900,
    depreciation=165,
    interest=0,
    details={
        "address": "Unit 3, Old Print Works\nBristol BS1 5TY\nUnited Kingdom",
        "tax_number": "GB 123 4567 89",
        "registration_number": "07654321",
        "email": "accounts@bluebird.example",
        "payment_details": "Sort code 12-34-56, account 12345678",
    },
)
