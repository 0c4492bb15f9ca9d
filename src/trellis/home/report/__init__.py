"""A report for the board and the public: static, suppressed, without the name of any adult."""
