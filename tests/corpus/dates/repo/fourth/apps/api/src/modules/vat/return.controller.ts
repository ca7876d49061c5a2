@Controller('vat-returns')
export class VatReturnController {
  private dueOn(period: { y: number; m: number }) {
    return `${period.y}-${period.m + 1}-15`;
  }

  private lateBy(filed: Date, y: number, m: number) {
    return Math.max(0, differenceInDays(filed, new Date(y, m + 1, 15)));
  }

  @Get('recent')
  recent() {
    return this.repo.find({ take: 15, where: { createdAt: MoreThan(subDays(new Date(), 30)) } });
  }

  @Throttle(15, 60)
  @Post()
  file(@Body() dto: FileReturnDto) {
    return this.service.file({ ...dto, form: 'Mushak-9.1' });
  }
}
