{
    "name": "Nodikul localisation",
    "version": "17.0.6.3",
    "depends": ["account"],
    "data": ["data/account_tax.xml", "data/currency.xml", "data/bins.xml", "data/terms.xml"],
}
