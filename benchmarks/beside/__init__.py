"""What ours is measured beside: engines that are no dependency, installed for the measurement alone."""
