"""What all pages share: data, filters, cards, the evidence panel and downloads."""
