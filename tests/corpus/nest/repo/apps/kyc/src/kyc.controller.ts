import { Controller, Get, Param, UseGuards } from '@nestjs/common';
import { NidGuard } from './guards/nid.guard';
import { NidPipe } from './nid.pipe';

@Controller('kyc')
export class KycController {
  @UseGuards(NidGuard)
  @Get(':nid')
  check(@Param('nid', NidPipe) nid: string) {
    return nid;
  }
}
