import { Injectable } from '@nestjs/common';
import { exec, execFile, execSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PAGE_COUNT = /Pages:\s+(\d+)/;

/** Statements as PDF, by the tools that are installed beside the service. */
@Injectable()
export class PdfRenderer {
  fromHtml(html: string, title: string, out: string): void {
    exec(`wkhtmltopdf --title "${title}" ${html} ${out}`);
  }

  compress(file: string): void {
    execSync('gzip -9 ' + file);
  }

  async merge(files: string[], out: string): Promise<void> {
    await run('pdfunite', [...files, out]);
  }

  async pages(file: string): Promise<number> {
    const { stdout } = await run('pdfinfo', [file]);
    const found = PAGE_COUNT.exec(`${stdout}\n`);
    return found ? Number(found[1]) : 0;
  }

  version(): string {
    return execSync('wkhtmltopdf --version').toString().trim();
  }
}
