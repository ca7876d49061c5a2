frappe.ui.form.on('Taxpayer', {
  validate(frm) {
    if (frm.doc.etin && frm.doc.etin.length !== 12) {
      frappe.throw(__('e-TIN must be 12 digits'));
    }
    if (frm.doc.mobile_no && !/^01[3-9]\d{8}$/.test(frm.doc.mobile_no)) frappe.msgprint(__('Mobile?'));
    if (frm.doc.remarks.length > 12) frappe.throw(__('too long'));
  },
});
