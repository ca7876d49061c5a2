import { Controller, Get } from '@nestjs/common';

@Controller('tenders')
export class TenderController {
  @Get('vds')
  vds() {
    return { vdsPercent: 7.5 };
  }
}
