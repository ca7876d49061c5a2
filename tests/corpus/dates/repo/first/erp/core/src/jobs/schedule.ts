import { Cron, CronExpression } from '@nestjs/schedule';

export class ComplianceJobs {
  @Cron('0 0 1 7 *', { timeZone: 'Asia/Dhaka' })
  async rolloverFiscalYear() {}

  @Cron('0 0 1 7 *')
  async publishSummerCatalogue() {}

  @Cron('0 9 15 * *')
  async submitVatReturn() {}

  @Cron('0 9 25 * *')
  async disburseSalaries() {}

  @Cron('0 0 15 * *')
  async purgeLogs() {}

  @Cron(CronExpression.EVERY_10_MINUTES)
  async ping() {}
}
