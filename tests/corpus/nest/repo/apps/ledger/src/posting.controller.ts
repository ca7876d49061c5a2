import { Controller, Get, Query } from '@nestjs/common';

@Controller('postings')
export class PostingController {
  @Get('year')
  year(@Query('on') on: string) {
    const day = new Date(on);
    return day.getMonth() < 6 ? day.getFullYear() - 1 : day.getFullYear();
  }
}
