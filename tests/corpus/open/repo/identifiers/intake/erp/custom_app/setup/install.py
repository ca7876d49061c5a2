from frappe.custom.doctype.custom_field.custom_field import create_custom_fields


def after_install():
    create_custom_fields(
        {
            "Customer": [
                dict(fieldname="tin_no", label="TIN", fieldtype="Data", length=12),
                dict(fieldname="bin_no", label="BIN", fieldtype="Data", length=13),
                dict(fieldname="bin_location", label="Bin Location", fieldtype="Data", length=13),
            ],
            "Employee": [
                {"fieldname": "nid_number", "label": "NID", "fieldtype": "Data", "length": 17},
                {"fieldname": "punch_id", "label": "Punch", "fieldtype": "Data", "length": 10},
                {"fieldname": "cell_no", "label": "Cell", "fieldtype": "Data", "length": 11},
            ],
        }
    )
