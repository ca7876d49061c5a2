import { Body, Controller, Post } from '@nestjs/common';
import { RefundDto } from './refund.dto';

// in no module's list
@Controller('refunds')
export class RefundController {
  @Post()
  create(@Body() dto: RefundDto) {
    return dto.gross - dto.gross / 1.15;
  }
}
