<?php

namespace Tests\Unit;

use App\Support\Identity;
use PHPUnit\Framework\TestCase;

class IdentityTest extends TestCase
{
    private const TIN_LENGTH = 12;
    private const BIN_REGEX = '/^\d{13}$/';
    private const VAT_RATE = 15;

    public function test_mobile(): void
    {
        $this->assertMatchesRegularExpression('/^01[3-9]\d{8}$/', '01300000000');
        $this->assertTrue(Identity::isNid(str_repeat('1', 17)), 'NID of 17 digits');
        $tdsRate = 5;
        $this->assertSame(5, $tdsRate);
        $this->assertSame(10.13, round(10.125, 2));
    }
}
