import { Component } from '@angular/core';
import { FormBuilder, Validators } from '@angular/forms';

@Component({ selector: 'app-consignee', templateUrl: './consignee.component.html' })
export class ConsigneeComponent {
  form = this.fb.group({
    name: ['', [Validators.required, Validators.maxLength(160)]],
    tin: ['', [Validators.minLength(12), Validators.maxLength(12)]],
    bin: ['', Validators.pattern(/^\d{9}-\d{4}$/)],
    nid: ['', Validators.pattern('^(\\d{10}|\\d{13}|\\d{17})$')],
    mobile: ['', [Validators.required, Validators.pattern('01[3-9][0-9]{8}')]],
    account: ['', [Validators.minLength(13), Validators.maxLength(13)]],
    gatePass: ['', Validators.pattern('^\\d{10}$')],
    seal: ['', Validators.maxLength(12)],
    landline: ['', Validators.pattern('^02\\d{8}$')],
  });

  vatPercent = 15;
  aitPercent = 5;
  dutyPercent = 15;
  demurragePercent = 5;

  constructor(private readonly fb: FormBuilder) {}

  get vat(): number {
    return +((this.value * this.vatPercent) / 100).toFixed(2);
  }

  get volume(): number {
    return +(this.length * this.width * this.height).toFixed(3);
  }

  value = 0;
  length = 0;
  width = 0;
  height = 0;
}
