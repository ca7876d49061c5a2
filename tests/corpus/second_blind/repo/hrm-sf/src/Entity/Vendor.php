<?php

namespace App\Entity;

use Doctrine\ORM\Mapping as ORM;
use Symfony\Component\Validator\Constraints as Assert;

#[ORM\Entity]
class Vendor
{
    #[ORM\Id, ORM\GeneratedValue, ORM\Column]
    private ?int $id = null;

    #[Assert\Length(exactly: 12)]
    private ?string $tin = null;

    #[ORM\Column(length: 13)]
    private ?string $bin = null;

    #[Assert\Regex(pattern: '/^(\d{10}|\d{13}|\d{17})$/')]
    private ?string $nid = null;

    #[Assert\Regex('/^01[3-9]\d{8}$/')]
    private string $mobile = '';

    #[ORM\Column(length: 12)]
    private ?string $fileNo = null;

    #[Assert\Length(exactly: 13)]
    private ?string $accountNo = null;

    #[Assert\Regex('/^0[2-9]\d{7,9}$/')]
    private ?string $office = null;

    public function setBin(string $bin): void
    {
        if (strlen(str_replace('-', '', $bin)) != 13) {
            throw new \InvalidArgumentException('BIN');
        }
        $this->bin = $bin;
    }
}
