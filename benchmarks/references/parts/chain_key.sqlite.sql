replace(chain, '-', '')
