import { Component } from '@angular/core';
import { FormBuilder, Validators } from '@angular/forms';

@Component({ selector: 'app-vendor', template: '<input formControlName="tin">' })
export class VendorComponent {
  form = this.fb.group({
    tin: ['', [Validators.required, Validators.pattern('^[0-9]{12}$')]],
    bin: ['', [Validators.minLength(13), Validators.maxLength(13)]],
    nid: ['', Validators.pattern(/^(?:\d{10}|\d{13}|\d{17})$/)],
    mobile: ['', Validators.pattern('^01[3-9][0-9]{8}$')],
    vatRate: [15, Validators.required],
    discount: [15],
    accountNumber: ['', Validators.pattern('^[0-9]{13}$')],
    routing: ['', Validators.minLength(9)],
    swift: ['', Validators.maxLength(11)],
    creditCard: ['', Validators.pattern('^[0-9]{13,19}$')],
  });
  readonly vatOptions = [0, 5, 7.5, 10, 15];
  displayedRows = 10;
  constructor(private fb: FormBuilder) {}
}
