import { Injectable } from '@nestjs/common';

@Injectable()
export class OtpService {
  private readonly mobile = /^(?:\+88|88)?(01[3-9]\d{8})$/;
  private readonly otp = /^\d{6}$/;

  async send(mobile: string) {
    const hit = this.mobile.exec(mobile);
    if (!hit) throw new Error('আপনার মোবাইল নম্বরটি ১১ ডিজিটের হতে হবে');
    const key = `otp:${hit[1]}`;
    await this.cache.set(key, this.random(10), 13 * 60);
  }

  random(length = 10) {
    return Array.from({ length }, () => Math.floor(Math.random() * 10)).join('');
  }

  mobileVerifiedWithin(days = 11) {
    return days < 14;
  }

  phoneCallTimeout = 11;
}
