import { Component } from '@angular/core';
import { FormBuilder, Validators } from '@angular/forms';

@Component({
  selector: 'app-visit-form',
  template: `
    <form [formGroup]="form" (ngSubmit)="send()">
      <input formControlName="shop" />
      <button mat-raised-button>Send</button>
    </form>`,
})
export class VisitFormComponent {
  form = this.fb.group({
    shop: ['', Validators.required],
    ownerTin: ['', [Validators.minLength(12), Validators.maxLength(12)]],
    shopBin: ['', Validators.pattern(/^\d{9}-\d{4}$/)],
    ownerNid: ['', Validators.pattern('^([0-9]{10}|[0-9]{17})$')],
    ownerMobile: ['', [Validators.required, Validators.pattern('^01[3-9][0-9]{8}$')]],
    shelfLabel: ['', Validators.pattern(/^\d{9}-\d{4}$/)],
    meterReading: ['', Validators.maxLength(12)],
    routeCode: ['', Validators.pattern('^[0-9]{10}$')],
    landmarkPhone: ['', Validators.pattern('^02[0-9]{8}$')],
    chatGroup: ['', Validators.maxLength(11)],
  });

  constructor(private readonly fb: FormBuilder) {}

  send() {
    return this.form.value;
  }
}
