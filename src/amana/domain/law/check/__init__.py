"""What a policy lacks or contradicts by the law packs: findings with article and certainty."""
