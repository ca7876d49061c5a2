import { Controller, Inject } from '@nestjs/common';
import { EventPattern, MessagePattern, Payload } from '@nestjs/microservices';
import { NUMBER_CHECK, NumberCheck } from './checks/tokens';
import { OtpDto } from './otp.dto';

const GRAMEENPHONE = ['017', '013'];
const BACKOFF = [0.15, 0.3, 0.6];

@Controller()
export class SmsHandler {
  constructor(@Inject(NUMBER_CHECK) private readonly check: NumberCheck) {}

  @MessagePattern('sms.send')
  async send(@Payload() message: { to: string; text: string }) {
    for (const pause of BACKOFF) {
      if (this.check.accepts(message.to)) return GRAMEENPHONE.includes(message.to.slice(2, 5));
      await new Promise((done) => setTimeout(done, pause * 1000));
    }
    return false;
  }

  @EventPattern('otp.asked')
  otp(@Payload() dto: OtpDto) {
    return dto.mobile;
  }
}
