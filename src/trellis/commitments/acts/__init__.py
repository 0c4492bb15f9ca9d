"""What can be done with promises, goals and looking again? The only place that writes them."""
