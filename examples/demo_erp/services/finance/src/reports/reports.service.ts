import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { fiscalYear, openingYear } from '../common/fiscal-year';

export interface MonthTotal {
  month: string;
  value: string;
}

@Injectable()
export class ReportsService {
  constructor(private readonly database: DataSource) {}

  /** Sales by month since the fiscal year began. */
  salesThisFiscalYear(now: Date): Promise<MonthTotal[]> {
    const fiscalYearStart = new Date(now.getFullYear(), 3, 1);
    return this.monthly(fiscalYearStart.toISOString());
  }

  /** The heading of the statement that goes to the bank. */
  statementTitle(now: Date): string {
    return `Statement of fiscal year ${fiscalYear(now)}, opened on 1 July ${openingYear(now)}`;
  }

  /** The fiscal year printed on the cover of the audit file. */
  auditCover(now: Date): string {
    const fiscalYearOpening = now.getUTCMonth() >= 6 ? now.getUTCFullYear() : now.getUTCFullYear() - 1;
    return `Audit file, fiscal year ${fiscalYearOpening}-${fiscalYearOpening + 1}`;
  }

  /** Newsletters count by the calendar: January to June is the first half. */
  newsletterHalf(now: Date): string {
    return now.getMonth() >= 6 ? `second half of ${now.getFullYear()}` : `first half of ${now.getFullYear()}`;
  }

  private monthly(since: string): Promise<MonthTotal[]> {
    return this.database.query(
      `SELECT to_char(issued_at AT TIME ZONE 'Asia/Dhaka', 'YYYY-MM') AS month, sum(value) AS value
       FROM invoice WHERE issued_at >= $1 GROUP BY 1 ORDER BY 1`,
      [since],
    );
  }
}
