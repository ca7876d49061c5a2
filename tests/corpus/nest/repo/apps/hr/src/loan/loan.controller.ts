import { Body, Controller, Post, UsePipes, ValidationPipe } from '@nestjs/common';
import { GuarantorDto } from './guarantor.dto';

@UsePipes(ValidationPipe)
@Controller('loans')
export class LoanController {
  @Post()
  apply(@Body() dto: GuarantorDto) {
    return dto.nid;
  }

  @Post('inline')
  inline(@Body() body: { nid: string; mobile: string; amount: number }) {
    if (body.nid.length !== 10 && body.nid.length !== 17) return 'NID?';
    return body.amount;
  }
}
