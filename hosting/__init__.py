"""What a shared copy of the dashboard needs: settings, workers, logs. It knows no screen."""
