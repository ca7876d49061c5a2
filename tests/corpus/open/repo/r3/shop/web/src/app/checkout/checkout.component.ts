import { Component } from '@angular/core';
import { FormBuilder, FormControl, Validators } from '@angular/forms';

@Component({
  selector: 'app-checkout',
  template: `
    <p>VAT (7.5%) {{ vat | number }}</p>
    <p>Members get 7.5% off</p>
  `,
})
export class CheckoutComponent {
  vatControl = new FormControl(7.5);
  qtyControl = new FormControl(5);
  form = this.fb.group({
    vatRate: [7.5, [Validators.min(0), Validators.max(15)]],
    giftCount: [5, Validators.max(15)],
    aitRate: [3],
  });

  get vat() {
    return this.subtotal * 0.075;
  }

  get courier() {
    return this.subtotal * 0.075;
  }

  get payable(): number {
    return this.subtotal + this.subtotal * 0.075 - this.coupon;
  }
}
