"""The words that name taxes, their rates and what they are charged on; in English, in Bengali, and written together."""

from __future__ import annotations

import re
from functools import lru_cache

from prohori.codebase.words import listed, words

RATE = listed(
    """
    rate rates percent percentage percentages pct perc bps factor multiplier ratio fraction basis numerator slab slabs divisor
    uplift mult coef coefficient
    """
)
TABLE = listed(
    """
    rates slabs schedule table tables map by default lookup matrix options choices allowed master brackets hs hscode heading
    headings
    """
)
DUTY = frozenset({"sd", "supplementary"})
NOT_DUTY = listed(
    """
    card cards deviation std mean sigma variance stddev standard_deviation zscore stat stats avg slot slots wan gb mb mm bids
    outlier outliers sensor sensors humidity temperature pressure noise latency rainfall turbidity jitter demand
    """
)
NOT_WITHHELD = listed(
    """
    ppm meter meters sensor sensors probe probes water dissolved solids salinity turbidity conductivity sample samples
    host hosts server servers vm vms cluster clusters node nodes hypervisor
    """
)
"""What else is called TDS or VDS: dissolved solids, virtual servers."""
MEASURED = listed("ph turbidity salinity hardness chlorine conductivity ppm alkalinity dissolved solids")
STATISTICS = listed("deviation std mean sigma variance stddev zscore avg median")
_WITHHELD = listed("tds ait vds wht withholding withheld withhold withholds psr")
OTHER_CHARGES = listed(
    """
    discount commission interest penalty fee tip tips surcharge rebate margin markup opacity alpha bonus salary provident pf depreciation
    retention damages mdr gateway processing shipping delivery cashback royalty profit loan emi growth forecast confidence weight
    miss hit sample jitter backoff tolerance variance threshold gratuity overtime festival insurance freight cess gst late selling
    loyalty reward rewards points wastage waste shrinkage handling surge promo promotion offer coupon voucher incentive deposit
    advance_rent demurrage breakage damage spoilage occupancy utilization utilisation conversion churn attrition attendance canary
    rollout traffic battery cpu memory disk moisture humidity equity stock duty_free customs excise regulatory
    vacancy burst uptime downtime cutting
    """
)
TAXABLE_CHARGES = listed(
    """
    commission interest fee royalty insurance freight profit processing shipping delivery gateway handling incentive loan selling
    provident gratuity customs salary deposit
    """
)
"""Payments that tax is withheld from."""
NOT_RATE = listed(
    """
    ge le gt lt threshold limit decimals decimal places scale digits precision count version length timeout day days month months
    interest penalty late fine surcharge discount refund rebate turnover number reg registration form note box account index step
    width height label quarter retry retries ttl port size page year due deadline section tolerance rounding share weight commission
    margin markup exchange conversion exemption ceiling floor cap minimum maximum min max qty quantity order sort seq sequence idx
    priority serial sl row col column columns level age hour hours minute minutes second seconds attempts batch chunk concurrency
    amount paisa poisha taka price fee salary salaries base_amount limits position offset start end since until from date paid balance
    total subtotal cost opacity alpha z radius padding
    probability confidence sample miss hit error delay interval id pk record rebates loan retention damages bonus allowance tip line lines
    returns return period periods copies files tries workers requests connections items entries rounds stage phase
    code codes status sync cache pool queue poll polls cron window windows weeks week quarters slots slot nodes threads tier tiers
    font icon gap border margin_top bucket buckets depth digits_after font_size reminder reminders notice grace backlog pages users
    round rounded branches challans invoices bills coupons volume capacity speed shard shards replicas replica partitions topic topics
    """
)
"""Words of other numbers: limits, days, sizes, amounts."""
_COMPOUND = re.compile(
    r"(vat|tds|vds|ait|sd|wht|bhat)(rates?|pct|perc|percent|percentage|amount|amt|payable|paid|total|value|incl|inclusive|excl|exclusive)"
)
_BENGALI = {
    **dict.fromkeys(listed("bhat bhyat vyat"), ("vat",)),
    **dict.fromkeys(listed("mushok musok mushak musak mosok mushaq"), ("mushak",)),
    **dict.fromkeys(listed("utshe utsho utso utsa utse utsha utshya utsyo utsshe"), ("source",)),
    **dict.fromkeys(listed("utshekor utsekor utshokor utskor utsekar utsokor"), ("source", "tax")),
    **dict.fromkeys(listed("kor kar koro"), ("tax",)),
    **dict.fromkeys(listed("har haar hare"), ("rate",)),
    **dict.fromkeys(listed("sompurok shompurok sampurak shampurok sompurak shompurak shampurak"), ("supplementary",)),
    **dict.fromkeys(listed("shulko shulka sulko shulk sulka"), ("duty",)),
    **dict.fromkeys(listed("ogrim agrim"), ("advance",)),
    **dict.fromkeys(listed("aykor aykar"), ("income", "tax")),
    **dict.fromkeys(listed("chhar char chhaar"), ("discount",)),
    **dict.fromkeys(listed("jorimana"), ("penalty",)),
    **dict.fromkeys(listed("komishon"), ("commission",)),
}
"""Words as they are written in Latin letters."""
NATURES = listed(
    """
    contractor contractors contract supplier suppliers supply supplies professional technical consultancy rent rental transport carrying
    courier printing advertising export import indenting subcontractor catering security cleaning vehicle section sections head heads
    nature natures payment payments category categories goods services service item items company individual carrier
    commissioner dealer distributor distributors dividend royalty party vendor tender agency agent works procurement
    """
)
"""What tables of tax at source are kept by."""
TAXED = NATURES | listed(
    """
    cargo freight hotel restaurant ac non furniture medicine pharmacy petroleum fuel_oil internet isp bandwidth sim voice data
    phone cigarette cigarettes tobacco beverage beverages drink drinks cola soda energy cosmetics perfume soap ice cream plastic
    ware sweets sweetmeat bakery biscuit juice electricity house land flat building apartment construction audit legal consultant
    professional doctor architect engineer engineering travel decorator event events management survey repair servicing workshop
    garage tailoring laundry beauty parlour gym club cinema education school coaching hospital clinic cabin bus launch air ticket
    ship software it ites trade trading retail wholesale supershop shop super manufacturer gold jewellery silver brick rod steel
    cement paper book garment garments textile yarn cotton car cars vehicles motor tv fridge refrigerator television imported
    luxury medium english alcohol liquor wine beer chocolate tiles ceramic paint glass shoe leather toiletries detergent mobile
    lottery tobacco ott streaming talktime telecom satellite
    """
)
"""Goods and services that taxes are charged on, and payments that they are withheld from."""
TAX_NAMES = listed("vat tds vds ait wht sd withholding supplementary")


@lru_cache(maxsize=50_000)
def spoken(names: tuple[str, ...]) -> frozenset[str]:
    """The words of names, with those written together (`vatrate`) or in Bengali (`utsheKorHar`) said in English."""
    found: set[str] = set()
    for name in names:
        for word in words(name):
            found.update(_BENGALI.get(word) or _parts(word))
    return frozenset(found)


def _parts(word: str) -> tuple[str, ...]:
    together = _COMPOUND.fullmatch(word) if len(word) > 4 else None
    return ("vat" if together[1] == "bhat" else together[1], together[2]) if together else (word,)


def tax_in(held: frozenset[str]) -> str | None:
    """The kind of rule that a name's words speak of."""
    if (
        (held & _WITHHELD and (not held & NOT_WITHHELD or held & (RATE | NATURES)))
        or ("source" in held and held & {"deduct", "deducted", "deduction", "tax"})
        or ("vat" in held and held & {"deduction", "deducted"})
        or {"advance", "income", "tax"} <= held
        or {"tax", "deducted"} <= held
    ):
        return "withholding"
    if held & DUTY and not held & NOT_DUTY:
        return "supplementary_duty"
    if "vat" in held or {"value", "added", "tax"} <= held or {"valueadded"} & held or ("mushak" in held and held & RATE):
        return "vat_rate"
    return None


AMOUNT = listed(
    """
    amount gross net price subtotal total value taxable base cost bill invoice sales payment payable sum line charge fare supply
    assessable turnover purchase inclusive exclusive
    """
)
