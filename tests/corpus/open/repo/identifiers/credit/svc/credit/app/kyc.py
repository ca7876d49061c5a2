PHONE_RE = re.compile(r"^\+?[0-9]{7,15}$")
UAN_RE = re.compile(r"^09\d{9}$")
NID_OLD = re.compile(r"^\d{13}$")
DOB_RE = re.compile(r"^\d{4}-\d{2}-\d{2}$")
MRN_RE = re.compile(r"^\d{10}$")


def check(form):
    nid = form["nid"].strip()
    brn = form["birth_reg_no"].strip()
    if len(brn) != 17:
        raise ValueError("Birth registration number must be 17 digits")
    if len(nid) not in (10, 13, 17):
        raise ValueError("NID must be 10, 13 or 17 digits")
    if form.get("tin") and not form["tin"].isdigit():
        raise ValueError("TIN must be numeric")
    phones = form.get("phones", [])
    if len(phones) > 11:
        raise ValueError("too many phones")
    serials = {len(s) for s in form["serials"]}
    return serials <= {10, 13, 17}


def histogram(ages, bins=13, bin_width=9):
    return np.histogram(ages, bins=bins)
